// Which build these pages are of, put in by the bundler; from sources there is none.
export const pagesBuild = process.env.NEXT_PUBLIC_BUILD ?? 'sources';

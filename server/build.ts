// Which build this is: put in by the bundler, so that pages and server name the same one. From sources there is none.

/** At most 40 characters. */
export const build = process.env.WALLBOARD_BUILD ?? 'sources';

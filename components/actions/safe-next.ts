// Where to go after signing in. Only a path of this site: an address from outside must not borrow our sign-in.

export function safeNext(next: string | null): string {
  // `//host` and `/\host` are other sites to a browser; control characters are dropped by it before it looks.
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next) || [...next].some((sign) => sign < ' ')) return '/';
  return next.startsWith('/sign-in') || next.startsWith('/api/') ? '/' : next;
}

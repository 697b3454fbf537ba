/** The address, if following it can only open a page: http, https, or a relative path. */
export function safeAddress(address: string): string | undefined {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase()
  return scheme === undefined || scheme === 'http' || scheme === 'https' ? address : undefined
}

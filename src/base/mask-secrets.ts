/**
 * A text without what is secret in the addresses in it, the user and the query:
 * `https://ada:secret@host/a?key=b` → `https://…@host/a?…`. For whatever is shown or stored.
 */
export function maskSecrets(text: string): string {
  return text
    .replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/)[^/@\s"]*@/gi, '$1…@')
    .replaceAll(/\b(https?:\/\/[^\s"?#]*\?)[^\s"#]*/gi, '$1…')
}

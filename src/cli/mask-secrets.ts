/** A text without the passwords of the addresses in it: `https://ada:secret@host/` → `https://…@host/`. */
export function maskSecrets(text: string): string {
  return text.replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/)[^/@\s"]*@/gi, '$1…@')
}

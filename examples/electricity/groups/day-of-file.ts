/** The midnight of a file that is named after its day. */
export function dayOfFile({ name }: { readonly name: string }): number {
  return Date.parse(name.slice(-'2026-01-31.csv'.length, -'.csv'.length))
}

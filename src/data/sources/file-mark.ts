/** Tells a file as it was once seen from the same file changed. Undefined where there is no stamp. */
export function fileMark(name: string, stamp: string | undefined): string | undefined {
  return stamp === undefined ? undefined : `${name}\n${stamp}`
}

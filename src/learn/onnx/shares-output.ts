/** What the second output of a graph of classes is called: how likely each is. */
export function sharesOutput(output: string): string {
  return `${output}.shares`
}

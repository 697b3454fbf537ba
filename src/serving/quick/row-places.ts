/**
 * Where the rows of a request's body stand in its text, as pairs of places: of `{` and behind `}`. Undefined where
 * that can't be told by the braces alone, as there are some in texts, or rows within rows.
 */
export function rowPlaces(text: string, rowCount: number): readonly number[] | undefined {
  const first = text.indexOf('{')
  const second = text.indexOf('{', first + 1)
  if (second >= 0 && !/^\{\s*"rows"\s*:\s*\[\s*$/.test(text.slice(first, second))) return undefined
  const places: number[] = []
  let start = second < 0 ? first : second
  for (let row = 0; row < rowCount; row += 1) {
    const end = text.indexOf('}', start)
    const next = text.indexOf('{', start + 1)
    if (start < 0 || end < 0 || (next >= 0 && next < end)) return undefined
    places.push(start, end + 1)
    const isLast = row === rowCount - 1
    if (isLast !== next < 0) return undefined
    const between = text.slice(end + 1, isLast ? undefined : next)
    if (isLast ? !/^[\s\]}]*$/.test(between) : between !== ',' && between.trim() !== ',') {
      return undefined
    }
    start = next
  }
  return places
}

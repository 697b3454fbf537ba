/** The name among `names` that a person most likely meant by `name`, if one is near enough. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined
  let nearestDistance = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance < nearestDistance) {
      nearest = candidate
      nearestDistance = distance
    }
  }
  return nearest
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}

/** "Did you mean …?" or the list of what there is, for the end of a message. */
export function suggestName(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names)
  if (nearest !== undefined) return `Did you mean "${nearest}"?`
  return names.length === 0 ? 'There is none.' : `There is: ${names.join(', ')}.`
}

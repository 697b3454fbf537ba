/** What a day of so much fine dust is called: each band goes up to the next one's begin. */
export const bands = [
  { from: 0, name: 'Good', colour: '#6cc492' },
  { from: 50, name: 'Moderate', colour: '#e0c75b' },
  { from: 100, name: 'Unhealthy for some', colour: '#dc9a4f' },
  { from: 150, name: 'Unhealthy', colour: '#cf6456' },
  { from: 200, name: 'Very unhealthy', colour: '#9a6cb5' },
  { from: 300, name: 'Hazardous', colour: '#8a4a55' },
] as const

export const mostDust = 500

export function bandOf(dust: number): (typeof bands)[number] {
  return bands.findLast(({ from }) => dust >= from) ?? bands[0]
}

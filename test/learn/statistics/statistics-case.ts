/** What SciPy is asked, by its own words (see `statistics.py`), and what we say to the same. */
export interface StatisticsCase {
  readonly name: string
  readonly ask: string
  readonly input: Readonly<Record<string, unknown>>
  readonly ours: Readonly<Record<string, number | readonly number[]>>
}

const rule =
  ' +-------+-----------+-----------------+-----------------+-----------------+-----------------+'

const calm = '                 |'

/** A whole bulletin of lahinch; `cellsOf` gives the swell columns of a row, up to four. */
export function writeSample(
  cycleAt: Date,
  cellsOf: (row: number) => readonly string[] = () => ['   1.81 10.5  62 |'],
): string {
  const stamp = cycleAt.toISOString()
  const rows = Array.from({ length: 119 }, (_, row) => {
    const at = new Date(cycleAt.getTime() + row * 2 * 3_600_000)
    const cells = [...cellsOf(row), calm, calm, calm, calm].slice(0, 4).join('')
    const day = String(at.getUTCDate()).padStart(2)
    const hour = String(at.getUTCHours()).padStart(2, '0')
    return ` | ${day} ${hour} | 2.10  3   |${cells}`
  })
  return [
    '  Location : lahinch    (52.93N   9.34W)',
    '  Model    : spectral resolution for points',
    `  Cycle    : ${stamp.slice(0, 10).replaceAll('-', '')} t${stamp.slice(11, 13)}z`,
    '',
    rule,
    ` | day & |  Hst  n x |${'    Hs   Tp  dir |'.repeat(4)}`,
    ` |  hour |  (m)  - - |${'    (m)  (s) (d) |'.repeat(4)}`,
    rule,
    ...rows,
    rule,
    '',
  ].join('\n')
}

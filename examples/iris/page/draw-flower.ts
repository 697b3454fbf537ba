import { varietyName } from '../flowers/flower-columns.ts'

const colours = ['#7a5fb5', '#3d7fc4', '#b04f86'] as const

/** An iris with petals and sepals of the size that was measured, in the colour of a variety. */
export function drawFlower(
  measured: Readonly<Record<string, unknown>>,
  variety: number,
  words: string,
): string {
  const size = (name: string) => 12 * Number(measured[name])
  const colour = colours[variety] ?? '#56636d'
  const leaf = (length: number, width: number, turn: number, opacity: number) =>
    `<ellipse rx="${round(width / 2)}" ry="${round(length / 2)}" cy="${round(-length / 2)}" transform="rotate(${turn})" fill="${colour}" fill-opacity="${opacity}" stroke="${colour}"/>`
  const sepals = [0, 120, 240].map((turn) =>
    leaf(size('sepalLength'), size('sepalWidth'), turn, 0.35),
  )
  const petals = [60, 180, 300].map((turn) =>
    leaf(size('petalLength'), size('petalWidth'), turn, 0.8),
  )
  return `<svg viewBox="-100 -100 200 200" role="img" aria-label="${words}: ${varietyName(variety)}">
${[...sepals, ...petals].join('\n')}
<circle r="5" fill="#e0b93f"/>
</svg>`
}

function round(value: number): string {
  return value.toFixed(1)
}

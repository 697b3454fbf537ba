import assert from 'node:assert/strict'
import { test } from 'node:test'
import { surfPage } from './surf-page.ts'

const papers = ['paper', 'paper-raised', 'paper-sunken', 'paper-selected']
const texts = ['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-strong']
const states = ['state-good', 'state-warn', 'state-bad', 'state-idle']

/** The light and the dark colour of each token. */
const tokens = new Map(
  [
    ...surfPage().tokensCss.matchAll(
      /--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g,
    ),
  ].map(([, name = '', light = '', dark = '']) => [name, [light, dark] as const]),
)

test('every text colour can be read on every surface, in light and dark', () => {
  const pairs = [
    ...[...texts, ...states].flatMap((text) => papers.map((paper) => [text, paper] as const)),
    ...states.map((state) => [state, `${state}-paper`] as const),
    ['on-accent', 'accent'] as const,
  ]
  const faint = pairs.flatMap(([text, paper]) =>
    ([0, 1] as const)
      .filter((theme) => contrast(colour(text)[theme], colour(paper)[theme]) < 4.5)
      .map((theme) => `${text} on ${paper}, ${theme === 0 ? 'light' : 'dark'}`),
  )
  assert.deepEqual(faint, [])
})

function colour(name: string): readonly [string, string] {
  const found = tokens.get(name)
  assert.ok(found, `tokens.css has no colour --${name}`)
  return found
}

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

import { generate, type GenerateOptions } from '../generators/generate.ts'
import type { Generator } from '../generators/generator.ts'
import { rowsSource, type Source } from './source.ts'

type About = Pick<Source, 'name' | 'description'>

/**
 * Rows that a generator makes up: so many; or, where it has a time, those from `from` until now, so that
 * each load brings what the time since the last has brought.
 */
export function generatorSource(
  source: About & {
    readonly generator: Generator
    readonly seed: number | string
    readonly rows?: number
    readonly from?: Date
  },
): Source {
  const { generator, seed, rows, from, ...about } = source
  const { time } = generator
  const optionsAt = (now: Date): GenerateOptions => {
    if (rows !== undefined) return { seed, rows, ...(from === undefined ? {} : { from }) }
    return { seed, from: from ?? now, to: now }
  }
  return rowsSource({
    ...about,
    rows: ({ now }) => generate(generator, optionsAt(now)),
    ...(time === undefined || rows !== undefined ? {} : { since: time }),
  })
}

import { learnErrors } from '../errors.ts'

/** Brings the features of several columns to a few that vary most. */
export interface Pca {
  readonly kind: 'pca'
  /** Names of columns, each of which is encoded first as it is declared. */
  readonly of: readonly string[]
  readonly components: number
  /** The learner reads the features of the columns too. */
  readonly keep: boolean
}

interface PcaOptions {
  readonly of: readonly string[]
  readonly components: number
  readonly keep?: boolean
}

/**
 * Principal components of the features of some columns, the one that varies most first. Columns of
 * different units want `scaled()` before; a row in which one is missing has none, so fill it with `imputed`.
 */
export function pca({ of, components, keep = false }: PcaOptions): Pca {
  if (!(Number.isInteger(components) && components >= 1)) {
    const wanted = 'a whole number from 1'
    throw learnErrors.wrongSetting({
      owner: 'pca',
      setting: 'components',
      found: components,
      wanted,
    })
  }
  if (of.length === 0 || new Set(of).size < of.length) {
    const wanted = 'columns, each once'
    throw learnErrors.wrongSetting({ owner: 'pca', setting: 'of', found: of.join(', '), wanted })
  }
  return { kind: 'pca', of, components, keep }
}

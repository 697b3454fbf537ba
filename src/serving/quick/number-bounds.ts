import type { Column } from '../../table/index.ts'

/** Which numbers a column may have. */
export interface NumberBounds {
  readonly isWhole: boolean
  readonly isOptional: boolean
  readonly min: number
  readonly max: number
}

export function numberBounds({
  type,
  optional,
  min = -Infinity,
  max = Infinity,
}: Column): NumberBounds {
  return {
    isWhole: type === 'integer',
    isOptional: optional,
    // A number that is too large for 64 bits is none.
    min: Math.max(min, -Number.MAX_VALUE),
    max: Math.min(max, Number.MAX_VALUE),
  }
}

import { numberForm, type NumberForm } from '../../table/index.ts'

/** Those that say less come first: of several that fit the first is meant. */
export const numberForms: readonly NumberForm[] = [
  numberForm('.', undefined),
  numberForm('.', ','),
  numberForm(',', undefined),
  numberForm(',', '.'),
  numberForm('.', ' '),
  numberForm(',', ' '),
  numberForm('.', "'"),
]

import { pipelinesErrors } from './errors.ts'

/** Throws `pipelines.nameIsBad`. */
export function assertName(kind: 'pipeline' | 'step', name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw pipelinesErrors.nameIsBad({ kind, name })
}

import { randomInt } from 'node:crypto'
import { newId } from '../base/index.ts'
import type { Feature, View } from '../features/index.ts'
import type { Column } from '../table/index.ts'

/** Whether all that a view is made of comes with the request, so that nothing is looked up by the key. */
export function isKeyless({ features }: View): boolean {
  return Object.values(features).every(isOfRequest)
}

function isOfRequest(feature: Feature): boolean {
  if (feature.kind === 'derived') return Object.values(feature.inputs).every(isOfRequest)
  return feature.kind === 'request'
}

const mostKeys = 2 ** 47

/** A key for a row that tells none: by it the prediction is found again, and told what came true. */
export function newKey({ type }: Column, _rowNumber: number, now: Date): unknown {
  switch (type) {
    case 'text':
      return newId('key', now)
    case 'integer':
    case 'float':
      return randomInt(mostKeys)
    case 'timestamp':
      return now
    case 'boolean':
      return false
  }
}

/** The same for a row of a file, which always gets the same. */
export function keyOfRow({ type }: Column, rowNumber: number, now: Date): unknown {
  if (type === 'text') return `row ${rowNumber}`
  if (type === 'timestamp') return now
  return type === 'boolean' ? false : rowNumber
}

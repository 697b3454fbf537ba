import { defineGroup } from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'

/** A group that rows are written to. */
export const heights = defineGroup({
  name: 'heights',
  key: ['port'],
  time: 'at',
  columns: { port: text(), at: timestamp(), height: float() },
})

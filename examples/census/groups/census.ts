import { defineSource } from 'groundswell'
import { settings } from '../settings.ts'

/** The file as it came; both groups read it, each what it needs. */
export const census = defineSource({
  name: 'census',
  description: 'The census of 1994, a line a person',
  from: settings.census,
  ending: '.csv',
})

/** When all of it was known. */
export const publishedAt = new Date('1994-01-01T00:00:00Z')

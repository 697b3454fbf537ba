import { defineSettings } from 'groundswell'

/** What may differ from place to place: `trees: { default: 300, min: 1 }`. */
export const settings = defineSettings({})

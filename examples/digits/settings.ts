import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  drawings: { default: 4_000, description: 'How many digits are drawn to learn from' },
  seed: { default: 'digits', description: 'Of the drawn digits' },
  epochs: { default: 12, description: 'How often the network sees all drawings' },
})

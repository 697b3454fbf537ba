import { defineGroup, integer, timestamp, unique } from 'groundswell'
import { pixelColumns } from '../drawings/pixels.ts'

export const drawn = defineGroup({
  name: 'drawn',
  description: 'Drawings of digits, pixel by pixel',
  key: ['drawing'],
  time: 'drawnAt',
  columns: {
    drawing: integer(),
    drawnAt: timestamp(),
    digit: integer({ min: 0, max: 9 }),
    ...pixelColumns,
  },
  checks: [unique('drawing')],
})

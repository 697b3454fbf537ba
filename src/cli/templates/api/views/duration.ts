import { defineView, requested } from 'groundswell'
import { asked, trips } from '../groups/trips.ts'

/** Comes with each request; in training, the columns of the same names. */
const parcel = requested(asked)

export const duration = defineView({
  name: 'duration',
  description: 'How long a trip takes, by what is asked and what the courier did before',
  label: trips.column('minutes'),
  request: parcel,
  features: {
    distance: parcel.distance,
    weight: parcel.weight,
    usual: trips.window('14d', { before: true }).mean('minutes'),
    tripsBefore: trips.window('4h', { before: true }).count('minutes'),
  },
})

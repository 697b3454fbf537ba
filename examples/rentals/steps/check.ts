import {
  checkStep,
  datasetTable,
  defineDataset,
  exactSchema,
  inBox,
  inRange,
  kl,
  oneOf,
  rowCount,
  similar,
} from 'groundswell'
import { boroughs, listingColumns, newYork } from '../samples/listing-columns.ts'
import { settings } from '../settings.ts'
import { reference } from './reference.ts'

/** What a clean sample has to be before a model may learn from it. */
export const cleanSample = defineDataset({
  name: 'clean-sample',
  columns: listingColumns,
  checks: [
    exactSchema(),
    oneOf('neighbourhood_group', boroughs),
    inBox({ latitude: 'latitude', longitude: 'longitude' }, newYork),
    similar({
      columns: ['neighbourhood_group'],
      to: datasetTable('clean-sample@reference', listingColumns),
      by: kl({ below: settings.klThreshold }),
    }),
    rowCount({ min: settings.minRows, max: settings.maxRows }),
    inRange('price', { min: settings.minPrice, max: settings.maxPrice }),
  ],
})

export const check = checkStep({ name: 'check', after: [reference], of: cleanSample })

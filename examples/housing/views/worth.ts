import { defineView, derive, requested } from 'groundswell'
import { blocks } from '../groups/blocks.ts'
import { blockColumns } from '../houses/block-columns.ts'

const block = requested(blockColumns)
const { households, total_rooms: rooms, population: people } = block

/** What is told of a block as it is, and two numbers that say how people live there. */
export const worth = defineView({
  name: 'worth',
  description: 'What a house of a block is worth, by what is told of the block',
  label: blocks.column('median_house_value'),
  request: block,
  features: {
    ...block,
    rooms_per_household: derive({ rooms, households }, (row) => row.rooms / row.households),
    people_per_household: derive({ people, households }, (row) => row.people / row.households),
  },
})

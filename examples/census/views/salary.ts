import { defineView, requested } from 'groundswell'
import { people } from '../groups/people.ts'
import { peopleColumns } from '../people/census-columns.ts'

const person = requested(peopleColumns)

/** How many people somebody stands for tells nothing of their income. */
const { fnlgt: _, ...told } = person

export const salary = defineView({
  name: 'salary',
  description: 'Who earns more than 50,000, with all that the census says of them',
  label: people.column('over50k'),
  request: person,
  features: { ...told },
})

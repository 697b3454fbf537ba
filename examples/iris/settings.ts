import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  flowers: { default: 'deliveries/flowers', description: 'Folder or URL of measured flowers' },
  varieties: {
    default: 'deliveries/varieties',
    description: 'Folder or URL of what the flowers turned out to be',
  },
  simulate: {
    default: true,
    description: 'Make flowers up; false where files come from elsewhere',
  },
  deliveries: { default: 'deliveries', description: 'Where made up files are written' },
  dailyDays: {
    default: 90,
    description: 'How many days of one flower each there are already, at the first start',
  },
  drift: {
    default: 0,
    description: 'How many cm longer and wider the petals of the newest flowers are',
  },
  driftDays: { default: 30, description: 'Of how many days the flowers drift, if they do' },
  seed: { default: 'iris', description: 'Of the made up flowers' },
})

import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  census: { default: 'deliveries', description: 'Folder or URL of the census as it comes' },
  simulate: {
    default: true,
    description: 'Make the census up; false where it comes from elsewhere',
  },
  people: { default: 32_561, description: 'How many people are made up' },
  seed: { default: 'census', description: 'Of the made up people' },
})

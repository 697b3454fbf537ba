import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  reviews: { default: 'deliveries', description: 'Folder or URL of reviews with their stars' },
  simulate: {
    default: true,
    description: 'Make reviews up; false where files come from elsewhere',
  },
  count: { default: 4000, description: 'How many reviews are made up' },
  seed: { default: 'reviews', description: 'Of the made up reviews, and of the client' },
  url: {
    default: 'http://127.0.0.1:4300',
    description: 'Where the service is that the client asks',
  },
  iterations: { default: 1000, description: 'How many reviews the client sends' },
})

import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  deliveries: { default: 'deliveries', description: 'Folder or URL of the blocks as they come' },
  simulate: {
    default: true,
    description: 'Make the blocks up; false where they come from elsewhere',
  },
  blocks: { default: 20_640, description: 'How many blocks are made up' },
  seed: { default: 'housing', description: 'Of the made up blocks' },
  learningRate: { default: 0.003, description: 'Adam’s step, from 0.001 to 0.1' },
  epochs: { default: 10, description: 'How often the network sees all blocks' },
})

import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  inputs: {
    default: 'deliveries',
    description: 'Folder or URL of the files of clients, whatever they are called',
  },
  practice: {
    default: true,
    description:
      'Deliver the two practice files at first; false where all files come from elsewhere',
  },
})

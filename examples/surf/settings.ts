import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  bulletins: {
    default: 'deliveries/bulletins',
    description: 'Folder or URL of the buoys’ bulletins',
  },
  reports: { default: 'deliveries/reports', description: 'Folder or URL of the beaches’ reports' },
  simulate: {
    default: true,
    description: 'Write the texts that a world of ours would deliver; false where real ones come',
  },
  deliveries: { default: 'deliveries', description: 'Where simulated texts are written' },
  historyDays: {
    default: 1095,
    description: 'How far back simulated texts go, at the first start',
  },
  seed: { default: 'surf', description: 'Of the simulated sea' },
})

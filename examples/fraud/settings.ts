import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  cards: { default: 'deliveries/cards', description: 'Folder or URL of the bank’s cards' },
  profiles: { default: 'deliveries/profiles', description: 'Folder or URL of who holds them' },
  transactions: {
    default: 'deliveries/transactions',
    description: 'Folder or URL of the transactions, a file for every four hours',
  },
  labels: {
    default: 'deliveries/labels',
    description: 'Folder or URL of what the holders said of them, a file for every day',
  },
  simulate: {
    default: true,
    description: 'Write the files that a bank of ours would deliver; false where real ones come',
  },
  deliveries: { default: 'deliveries', description: 'Where simulated files are written' },
  suspectFrom: {
    default: 0.5,
    description: 'From which probability on a transaction counts as a fraud in the report',
  },
  historyDays: { default: 60, description: 'How far back simulated files go, at the first start' },
  seed: { default: 'bank', description: 'Of the simulated bank' },
})

import { defineSettings } from 'groundswell'

/** Every number that a run depends on stands here, and can be set for one run: `--set trees=200`. */
export const settings = defineSettings({
  sample: { default: 'deliveries/sample1.csv', description: 'File or URL of the listings' },
  minPrice: { default: 10, min: 0, description: 'USD a night; cheaper listings are mistakes' },
  maxPrice: { default: 350, min: 1, description: 'USD a night; dearer ones are another market' },

  minRows: { default: 15_000, description: 'A clean sample has more' },
  maxRows: { default: 1_000_000, description: 'A clean sample has fewer' },
  klThreshold: {
    default: 0.1386,
    description: 'How far the boroughs may be from the reference: nats, 0.2 bits',
  },

  testSize: { default: 0.2, min: 0.05, max: 0.5, description: 'Share that no model ever sees' },
  valSize: { default: 0.2, min: 0.05, max: 0.5, description: 'Share of the rest to choose by' },
  seed: { default: 42, description: 'Of both splits and of the forest' },

  titleWords: { default: 5, min: 1, max: 500, description: 'Words of the title that count' },
  trees: { default: 100, min: 1, max: 2000 },
  maxDepth: { default: 15, min: 1 },
  minSplitRows: { default: 4, min: 2 },
  minLeafRows: { default: 3, min: 1 },
  columnShare: { default: 0.5, min: 0.01, max: 1, description: 'Of the columns, at each split' },

  sampleRows: { default: 20_000, min: 100, description: 'Of the first made up sample' },
})

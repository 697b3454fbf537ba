import { defineSettings } from 'groundswell'

/** Every number that a run depends on stands here, and can be set for one run: `--set trees=200`. */
export const settings = defineSettings({
  sample: { default: 'deliveries/songs1.csv', description: 'File of the songs' },
  sampleRows: { default: 6000, min: 300, description: 'Of the made up sample' },
  ksAlpha: {
    default: 0.05,
    min: 0,
    max: 1,
    description: 'Chance of any false alarm, all columns together',
  },
  minRows: { default: 200, description: 'A clean sample has more' },
  testSize: { default: 0.3, min: 0.05, max: 0.5, description: 'Share that models are judged by' },
  seed: { default: 42, description: 'Of the split and of what learns' },
  textTerms: { default: 10, min: 1, max: 500, description: 'Words of title and name that count' },
  trees: { default: 60, min: 1, max: 2000 },
  maxDepth: { default: 13, min: 1, description: 'Of the trees' },
  python: { default: 'python3', description: 'With scikit-learn, skl2onnx and an MLflow client' },
})

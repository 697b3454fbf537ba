import { defineProject, defineService, text } from 'groundswell'
import { pixelNames, size } from './drawings/pixels.ts'
import { drawn } from './groups/drawn.ts'
import { digit } from './models/digit.ts'
import { digits } from './pipelines/digits.ts'
import { settings } from './settings.ts'
import { pictures } from './views/pictures.ts'

const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

const service = defineService({
  name: 'digits',
  description: 'Which digit is on a picture, and how likely each is',
  model: digit,
  classes: words,
  // What nobody can read is told as such, rather than guessed.
  confidence: { atLeast: 0.6, otherwise: -1 },
  reply: {
    tells: { read: text({ description: 'The digit in words, or `unreadable`.' }) },
    by: ({ value, isFallback }) => ({ read: isFallback ? 'unreadable' : (words[value] ?? '') }),
  },
  image: { width: size, height: size, fields: pixelNames, ink: 'dark' },
})

export const project = defineProject({
  name: 'digits',
  description: 'Which digit is on the picture?',
  settings,
  groups: [drawn],
  views: [pictures],
  models: [digit],
  pipelines: [digits],
  services: [service],
  start: digits,
})

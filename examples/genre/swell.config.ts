import { defineProject, defineService } from 'groundswell'
import { songs } from './groups/songs.ts'
import { genre } from './models/genre.ts'
import { genres, genresInPython, samples } from './pipelines/genre.ts'
import { settings } from './settings.ts'
import { cleanSample } from './steps/check.ts'
import { sounds } from './views/sounds.ts'

const service = defineService({
  name: 'genre',
  description: 'Which genre a song is of',
  model: genre,
  alias: 'prod',
})

export const project = defineProject({
  name: 'genre',
  description: 'Which genre is a song of?',
  settings,
  datasets: [cleanSample],
  groups: [songs],
  views: [sounds],
  models: [genre],
  pipelines: [samples, genres, genresInPython],
  services: [service],
  start: genres,
})

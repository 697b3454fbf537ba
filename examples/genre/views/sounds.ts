import { defineView, requested } from 'groundswell'
import { asked, songs } from '../groups/songs.ts'

const song = requested(asked)

export const sounds = defineView({
  name: 'sounds',
  description: 'The genre of a song, with what it sounds like and the words of its title',
  label: songs.column('genre'),
  request: song,
  features: { ...song },
})

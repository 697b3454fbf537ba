import { resolve } from 'node:path'
import { z } from 'zod'
import { addRemote, remotePlace } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { openData } from '../open-data.ts'

export const remoteAdd = defineCommand({
  name: 'remote add',
  summary: 'Name a folder or a bucket where versions of datasets lie for others',
  description:
    'It is written to swell.remotes.json, which goes into Git. A relative folder stands beside the ' +
    'project’s configuration. Keys for S3 are never written there: they are AWS_ACCESS_KEY_ID and ' +
    'AWS_SECRET_ACCESS_KEY, of the environment or .env, or those of a profile in ~/.aws/credentials.',
  example: [
    'swell remote add origin /mnt/data/harbour',
    'swell remote add origin s3://harbour-data/tides --region eu-central-1',
    'swell remote add office s3://tides --endpoint https://minio.example.org --profile office',
  ],
  positionals: ['name', 'place'],
  input: z.strictObject({
    name: z.string().describe('What it is called'),
    place: z
      .string()
      .min(1)
      .describe('A folder, which is made if it is not there, or s3://bucket/prefix'),
    endpoint: z
      .string()
      .optional()
      .describe('Of a server that is not Amazon’s')
      .meta({ value: '<url>' }),
    region: z.string().optional().describe('Of the bucket; else AWS_REGION, or us-east-1'),
    profile: z.string().optional().describe('Whose keys, in the shared credentials file'),
    keys: z
      .array(z.string())
      .length(2)
      .optional()
      .describe('The variables that hold the key’s id and the key, where they aren’t Amazon’s')
      .meta({ value: '<id,key>' }),
  }),
  run: async (context, { name, place, ...options }) => {
    const deps = { ...(await openData(context)), environment: context.environment }
    const given = Object.entries(options).filter(([, value]) => value !== undefined)
    if (place.startsWith('s3:')) {
      return addRemote(deps, { name, url: place, ...Object.fromEntries(given) })
    }
    const [first] = given
    if (first !== undefined) {
      const problem = 'it is for s3://…, and this is a folder'
      throw cliErrors.inputWrong({ command: 'swell remote add', name: `--${first[0]}`, problem })
    }
    const added = await addRemote(deps, { name, folder: place })
    return { ...added, path: resolve(deps.root, place) }
  },
  print: (added, { style }) =>
    `${style.good('✓')} ${style.bold(added.name)} is ${'path' in added ? added.path : remotePlace(added)}. Send to it with swell data push.\n`,
})

import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { storageErrors } from '../errors.ts'
import type { S3Credentials } from './sign-request.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Keys for S3: those of the environment, else those of a profile of the shared credentials file; a
 * profile that is asked for by name goes first. Throws `s3CredentialsMissing`.
 */
export async function findS3Credentials(
  environment: Environment,
  profile?: string,
): Promise<S3Credentials> {
  const own = profile === undefined ? fromEnvironment(environment) : undefined
  if (own !== undefined) return own
  const file =
    environment['AWS_SHARED_CREDENTIALS_FILE'] ??
    join(environment['HOME'] ?? homedir(), '.aws', 'credentials')
  const name = profile ?? environment['AWS_PROFILE'] ?? 'default'
  const found = readProfile(await readFile(file, 'utf8').catch(() => ''), name)
  if (found !== undefined) return found
  throw storageErrors.s3CredentialsMissing({ profile: name, file })
}

function fromEnvironment(environment: Environment): S3Credentials | undefined {
  return toCredentials({
    aws_access_key_id: environment['AWS_ACCESS_KEY_ID'],
    aws_secret_access_key: environment['AWS_SECRET_ACCESS_KEY'],
    aws_session_token: environment['AWS_SESSION_TOKEN'],
  })
}

function readProfile(text: string, profile: string): S3Credentials | undefined {
  const values: Record<string, string> = {}
  let section = ''
  for (const line of text.split(/\r?\n/)) {
    section = /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1] ?? section
    const [, name, value] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (section === profile && name !== undefined && value !== undefined) values[name] = value
  }
  return toCredentials(values)
}

function toCredentials(values: Environment): S3Credentials | undefined {
  const accessKeyId = values['aws_access_key_id'] ?? ''
  const secretAccessKey = values['aws_secret_access_key'] ?? ''
  const sessionToken = values['aws_session_token'] ?? ''
  if (accessKeyId === '' || secretAccessKey === '') return undefined
  return { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) }
}

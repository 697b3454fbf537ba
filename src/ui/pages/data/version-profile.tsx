import { Choices } from '../../kit/choices.tsx'
import { Section } from '../../kit/section.tsx'
import { usePageSearch } from '../../page-search.ts'
import { ProfileFrame, type ProfileFrameProps } from './profile-frame.tsx'

export interface VersionProfileProps extends ProfileFrameProps {
  readonly version: number
  /** The version to set it beside; undefined where there is no other. */
  readonly base: number | undefined
}

/** The profile of a version, alone or beside that of another. */
export function VersionProfile({ title, address, version, base }: VersionProfileProps) {
  const [search, setSearch] = usePageSearch()
  const beside = search['profile'] === 'beside' && base !== undefined
  return (
    <Section
      title="Profile"
      aside={
        base === undefined ? undefined : (
          <Choices
            label="Profile"
            choices={[
              { value: '', title: `v${version}` },
              { value: 'beside', title: `beside v${base}` },
            ]}
            value={beside ? 'beside' : ''}
            onChange={(value) => setSearch({ profile: value })}
          />
        )
      }
    >
      <ProfileFrame title={title} address={beside ? `${address}?compare=${base}` : address} />
    </Section>
  )
}

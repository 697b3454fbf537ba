import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { problemReply } from '../../../api/index.ts'
import { ApiProblem } from '../../../client/index.ts'
import { Loaded } from '../../kit/loaded.tsx'

export interface ProfileFrameProps {
  readonly title: string
  /** Of the report, on the page's own server. */
  readonly address: string
}

/** A profile's own page, as tall as it is: the very one that `swell data profile --out` writes. */
export function ProfileFrame({ title, address }: ProfileFrameProps) {
  // Asked for first, so that it is awaited and refused as everything else is; the server remembers it.
  const made = useQuery({
    queryKey: ['profile', address],
    queryFn: ({ signal }) => askForProfile(address, signal),
    staleTime: Infinity,
    retry: false,
  })
  return (
    <Loaded query={made} height={480}>
      {() => (
        <>
          <Frame title={title} address={address} />
          <p className="soft small">
            <a href={address} target="_blank" rel="noreferrer">
              Open the report by itself
            </a>
          </p>
        </>
      )}
    </Loaded>
  )
}

async function askForProfile(address: string, signal: AbortSignal): Promise<true> {
  const response = await fetch(address, { signal })
  const text = await response.text()
  if (response.ok) return true
  throw new ApiProblem(problemReply.parse(JSON.parse(text)))
}

function Frame({ title, address }: ProfileFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const box = frame.current
    if (box === null) return undefined
    let follow: (() => void) | undefined
    const start = () => {
      follow?.()
      follow = followFrame(box)
    }
    box.addEventListener('load', start)
    return () => {
      box.removeEventListener('load', start)
      follow?.()
    }
  }, [address])
  return (
    // It is a page of our own that runs nothing but its own script, whose hash its policy names.
    // oxlint-disable-next-line react/iframe-missing-sandbox
    <iframe ref={frame} className="profile-frame" title={title} src={address} />
  )
}

/** Keeps the frame as tall as its page, and in the colours of the dashboard. */
function followFrame(box: HTMLIFrameElement): () => void {
  const root = box.contentDocument?.documentElement
  const body = box.contentDocument?.body
  if (root === undefined || body === undefined) return () => undefined
  const wear = () => {
    const { theme } = document.documentElement.dataset
    if (theme === undefined) delete root.dataset['theme']
    else root.dataset['theme'] = theme
  }
  const fit = () => {
    box.style.height = `${Math.ceil(body.getBoundingClientRect().height)}px`
  }
  const worn = new MutationObserver(wear)
  worn.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const sized = new ResizeObserver(fit)
  sized.observe(body)
  wear()
  fit()
  return () => {
    worn.disconnect()
    sized.disconnect()
  }
}

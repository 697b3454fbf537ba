import { useEffect, useId, useState, type ChangeEvent } from 'react'

export interface ImageFieldProps {
  /** What images are brought to. */
  readonly size: { readonly width: number; readonly height: number }
  readonly onImage: (image: Blob) => void
}

/** Larger sides are of no use to a model that reads few pixels. */
const mostSide = 512

/** Takes an image of any kind that the browser can show, and shows it. */
export function ImageField({ size, onImage }: ImageFieldProps) {
  const id = useId()
  const [shown, setShown] = useState<string>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => () => (shown === undefined ? undefined : URL.revokeObjectURL(shown)), [shown])
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (file === undefined) return
    setProblem(undefined)
    try {
      const image = await toPng(file)
      setShown(URL.createObjectURL(image))
      onImage(image)
    } catch {
      setShown(undefined)
      setProblem(`${file.name} is no image that this browser can show.`)
    }
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        <strong>Image</strong>
        <span className="soft">
          : its middle, brought to {size.width} × {size.height} pixels
        </span>
      </label>
      <input id={id} type="file" accept="image/*" onChange={(event) => void choose(event)} />
      {problem === undefined ? null : <p className="field-problem">{problem}</p>}
      {shown === undefined ? null : (
        <img className="asked-image" src={shown} alt="What was asked" />
      )}
    </div>
  )
}

/** Drawn on white, as paper is where nothing is on it. */
async function toPng(file: File): Promise<Blob> {
  const image = await createImageBitmap(file)
  const scale = Math.min(1, mostSide / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('there is nothing to draw on')
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the image could not be written'))
      else resolve(blob)
    }, 'image/png')
  })
}

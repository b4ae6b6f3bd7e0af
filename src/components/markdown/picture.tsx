"use client";
import { createElement, useState, type ReactElement } from "react";
import { handOverFocus } from "../hand-over-focus.js";
import { useLabels } from "../labels.js";
import { isAllowedOrigin, readPicture } from "./addresses.js";
import { visibleWords } from "./invisible.js";
import { useMarkdownSettings } from "./settings.js";

interface PictureProps {
  readonly url: string;
  readonly alt: string;
  readonly isPending: boolean;
  readonly isInLink: boolean;
}

/**
 * A picture of a model. One that needs a request is not loaded before somebody asks for it: its address can carry away what the
 * model knows, and tells its server who reads.
 */
export function Picture({ url, alt, isPending, isInLink }: PictureProps): ReactElement {
  const labels = useLabels();
  const { components, imageOrigins = [] } = useMarkdownSettings();
  /** Addresses, not flags: another picture may come to stand here. */
  const [wanted, setWanted] = useState<string>();
  const [broken, setBroken] = useState<string>();
  const words = visibleWords(alt);
  const picture = isPending ? undefined : readPicture(url);
  const src = picture?.src;
  if (!picture || src === undefined || broken === src) {
    return <span className="hw-md-picture">{words}</span>;
  }
  const { host, origin, isInline } = picture;
  if (isInline || wanted === src || isAllowedOrigin(origin, imageOrigins)) {
    return (
      <span className="hw-md-picture" tabIndex={wanted === src ? -1 : undefined}>
        {components?.img ? (
          createElement(components.img, { src, alt: words, host })
        ) : (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- not of the user
          <img
            className="hw-md-image"
            alt={words}
            referrerPolicy="no-referrer"
            loading="lazy"
            decoding="async"
            onError={() => setBroken(src)}
            src={src}
          />
        )}
      </span>
    );
  }
  const offer = labels.showImage.replace("{host}", () => host);
  return (
    <span className="hw-md-picture" tabIndex={-1}>
      {isInLink ? (
        `${words} (${host})`
      ) : (
        <button
          type="button"
          className="hw-button hw-md-offer"
          title={src}
          onClick={({ currentTarget }) => {
            handOverFocus(currentTarget);
            setWanted(src);
          }}
        >
          {words && <bdi>{words}</bdi>} <small>{offer}</small>
        </button>
      )}
    </span>
  );
}

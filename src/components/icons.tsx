import type { ReactElement, ReactNode } from "react";

export function Icon({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <svg
      className="hw-icon"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const SendIcon = (): ReactElement => (
  <Icon>
    <path d="M10 16V4M4.5 9.5 10 4l5.5 5.5" />
  </Icon>
);

export const StopIcon = (): ReactElement => (
  <Icon>
    <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" fill="currentColor" stroke="none" />
  </Icon>
);

export const RestartIcon = (): ReactElement => (
  <Icon>
    <path d="M15.8 11.5A6 6 0 1 1 14.5 6M15 2.8V6.5h-3.7" />
  </Icon>
);

export const DownIcon = (): ReactElement => (
  <Icon>
    <path d="M10 4v12M4.5 10.5 10 16l5.5-5.5" />
  </Icon>
);

export const PreviousIcon = (): ReactElement => (
  <Icon>
    <path className="hw-flip" d="M12 5 7 10l5 5" />
  </Icon>
);

export const NextIcon = (): ReactElement => (
  <Icon>
    <path className="hw-flip" d="m8 5 5 5-5 5" />
  </Icon>
);

export const RemoveIcon = (): ReactElement => (
  <Icon>
    <path d="m5.5 5.5 9 9m0-9-9 9" />
  </Icon>
);

export const AttachIcon = (): ReactElement => (
  <Icon>
    <path d="m15.8 9.3-5.9 5.9a3.6 3.6 0 0 1-5.1-5.1l6.2-6.2a2.4 2.4 0 0 1 3.4 3.4l-6 6a1.2 1.2 0 0 1-1.8-1.7l5.3-5.3" />
  </Icon>
);

export const ChatIcon = (): ReactElement => (
  <Icon>
    <path d="M3.5 9.3C3.5 6.4 6.4 4 10 4s6.5 2.4 6.5 5.3-2.9 5.3-6.5 5.3a8 8 0 0 1-2.3-.3L4.3 16l.9-2.9a5 5 0 0 1-1.7-3.8Z" />
  </Icon>
);

export const WarningIcon = (): ReactElement => (
  <Icon>
    <path d="M10 7v4m0 2.8v.1M8.7 3.4 2.3 14.3a1.5 1.5 0 0 0 1.3 2.2h12.8a1.5 1.5 0 0 0 1.3-2.2L11.3 3.4a1.5 1.5 0 0 0-2.6 0Z" />
  </Icon>
);

export const ContinueIcon = (): ReactElement => (
  <Icon>
    <path className="hw-flip" d="M3.5 10h12m-4.75-4.75L15.5 10l-4.75 4.75" />
  </Icon>
);

export const ClockIcon = (): ReactElement => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4l2.5 2" />
  </Icon>
);

export const CopyIcon = (): ReactElement => (
  <Icon>
    <path d="M7.5 7.5V4.8c0-.7.6-1.3 1.3-1.3h6.4c.7 0 1.3.6 1.3 1.3v6.4c0 .7-.6 1.3-1.3 1.3h-2.7" />
    <rect x="3.5" y="7.5" width="9" height="9" rx="1.3" />
  </Icon>
);

export const EditIcon = (): ReactElement => (
  <Icon>
    <path d="m4 13.5-.5 3 3-.5L15.8 6.7a1.4 1.4 0 0 0 0-2l-.5-.5a1.4 1.4 0 0 0-2 0ZM11.5 6 14 8.5" />
  </Icon>
);

export const RunningIcon = (): ReactElement => (
  <Icon>
    <path className="hw-turn" d="M10 3.5a6.5 6.5 0 1 1-6.5 6.5" />
  </Icon>
);

export const CheckIcon = (): ReactElement => (
  <Icon>
    <path d="m4.5 10.5 3.7 3.7 7.3-8" />
  </Icon>
);

export const NoneIcon = (): ReactElement => (
  <Icon>
    <path d="M5 10h10" />
  </Icon>
);

export const WebIcon = (): ReactElement => (
  <Icon>
    <path d="M3 10h14M10 3c-4 4-4 10 0 14 4-4 4-10 0-14Z" />
    <circle cx="10" cy="10" r="7" />
  </Icon>
);

export const FileIcon = (): ReactElement => (
  <Icon>
    <path d="M11.5 3H5v14h10V6.5L11.5 3v3.5H15" />
  </Icon>
);

export const VideoIcon = (): ReactElement => (
  <Icon>
    <path d="M3 4.5h14v11H3zM8.5 7.5v5l4-2.5z" />
  </Icon>
);

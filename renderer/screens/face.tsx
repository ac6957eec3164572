import type { ReactNode } from 'react';
import { useId } from 'react';
import type { Rating } from '../../contract/rating.ts';

/**
 * A face is told by its silhouette as much as by its colour: the positive one blooms, the neutral one is level, the
 * negative one sags. `troubled` (nothing could be kept) and `resting` (starting, set-up) never stand for a rating.
 */
export type FaceKind = Rating | 'troubled' | 'resting';

const BLOOM =
  'M120 16C125 16 130.3 13.1 135.9 11.7C141.5 10.2 147.2 10.6 152.4 12.3C157.6 14 162.4 17 166.1 21.5C169.8 26 172.3 31.4 176.4 34.4C180.5 37.3 186.4 38.1 191.8 40.2C197.2 42.3 201.6 45.9 204.8 50.4C208.1 54.8 210.2 60.1 210.5 65.9C210.8 71.7 209.7 77.6 211.3 82.3C212.8 87.1 217.2 91.2 220.3 96.1C223.5 101 224.9 106.5 224.9 112C224.9 117.5 223.5 123 220.3 127.9C217.2 132.8 212.8 136.9 211.3 141.7C209.7 146.4 210.8 152.3 210.5 158.1C210.2 163.9 208.1 169.2 204.8 173.6C201.6 178.1 197.2 181.7 191.8 183.8C186.4 185.9 180.5 186.7 176.4 189.6C172.3 192.6 169.8 198 166.1 202.5C162.4 207 157.6 210 152.4 211.7C147.2 213.4 141.5 213.8 135.9 212.3C130.3 210.9 125 208 120 208C115 208 109.7 210.9 104.1 212.3C98.5 213.8 92.8 213.4 87.6 211.7C82.4 210 77.6 207 73.9 202.5C70.2 198 67.7 192.6 63.6 189.6C59.5 186.7 53.6 185.9 48.2 183.8C42.8 181.7 38.4 178.1 35.2 173.6C31.9 169.2 29.8 163.9 29.5 158.1C29.2 152.3 30.3 146.4 28.7 141.7C27.2 136.9 22.8 132.8 19.7 127.9C16.5 123 15.1 117.5 15.1 112C15.1 106.5 16.5 101 19.7 96.1C22.8 91.2 27.2 87.1 28.7 82.3C30.3 77.6 29.2 71.7 29.5 65.9C29.8 60.1 31.9 54.8 35.2 50.4C38.4 45.9 42.8 42.3 48.2 40.2C53.6 38.1 59.5 37.3 63.6 34.4C67.7 31.4 70.2 26 73.9 21.5C77.6 17 82.4 14 87.6 12.3C92.8 10.6 98.5 10.2 104.1 11.7C109.7 13.1 115 16 120 16Z';
const LEVEL = 'M120 16C194 16 217 40 217 114S194 212 120 212 23 188 23 114 46 16 120 16Z';
const SAGGING =
  'M120 10C152 10 172 27 190 56C208 85 229 112 229 147C229 191 180 212 120 212S11 191 11 147C11 112 32 85 50 56C68 27 88 10 120 10Z';
const ROUND = 'M120 12C176.3 12 222 57.7 222 112S176.3 212 120 212 18 166.3 18 112 63.7 12 120 12Z';

type Artwork = {
  readonly silhouette: string;
  /** Below the eyes, drawn with the body. */
  readonly mouth: ReactNode;
  /** A layer of its own, so that blinking costs no repaint. */
  readonly eyes: ReactNode;
};

function openEyes(leftX: number, rightX: number, y: number): ReactNode {
  return (
    <>
      <ellipse className="face-ink" cx={leftX} cy={y} rx="11.5" ry="15" />
      <ellipse className="face-ink" cx={rightX} cy={y} rx="11.5" ry="15" />
      <circle className="face-glint" cx={leftX + 4} cy={y - 6} r="4.2" />
      <circle className="face-glint" cx={rightX + 4} cy={y - 6} r="4.2" />
    </>
  );
}

function line(d: string): ReactNode {
  return <path className="face-line" d={d} />;
}

const ARTWORK: Readonly<Record<FaceKind, Artwork>> = {
  positive: {
    silhouette: BLOOM,
    mouth: (
      <>
        <ellipse className="face-cheek" cx="52" cy="124" rx="14" ry="10" />
        <ellipse className="face-cheek" cx="188" cy="124" rx="14" ry="10" />
        <path
          className="face-ink"
          d="M83 124C98 129 142 129 157 124C163 122 168 126 167 132C163 160 145 178 120 178S77 160 73 132C72 126 77 122 83 124Z"
        />
        <path
          className="face-tongue"
          d="M93 164C99 152 109 149 120 149S141 152 147 164C140 173 131 178 120 178S100 173 93 164Z"
        />
      </>
    ),
    eyes: openEyes(84, 156, 90),
  },
  neutral: {
    silhouette: LEVEL,
    mouth: line('M84 150H156'),
    eyes: openEyes(86, 154, 98),
  },
  negative: {
    silhouette: SAGGING,
    mouth: line('M83 176C93 156 107 150 120 150S147 156 157 176'),
    eyes: (
      <>
        {openEyes(88, 152, 114)}
        {line('M64 94C74 92 86 86 95 76')}
        {line('M176 94C166 92 154 86 145 76')}
      </>
    ),
  },
  troubled: {
    silhouette: ROUND,
    mouth: line('M76 158C84 146 94 146 103 155S122 164 131 155 152 146 164 158'),
    eyes: (
      <>
        {openEyes(86, 154, 106)}
        {line('M64 82C74 80 84 75 92 68')}
        {line('M176 82C166 80 156 75 148 68')}
      </>
    ),
  },
  resting: {
    silhouette: BLOOM,
    mouth: line('M88 140C96 154 108 160 120 160S144 154 152 140'),
    eyes: (
      <>
        {line('M66 98C72 108 80 112 86 112S100 108 106 98')}
        {line('M134 98C140 108 148 112 154 112S168 108 174 98')}
      </>
    ),
  },
};

const LAUGHING_EYES = (
  <>
    {line('M65 98C70 82 77 76 84 76S98 82 103 98')}
    {line('M137 98C142 82 149 76 156 76S170 82 175 98')}
  </>
);

type FaceProps = {
  readonly kind: FaceKind;
  /** The positive face laughs once it has been chosen. */
  readonly chosen?: boolean;
};

/** The drawing alone: decorative, square, as large as its box. Whoever uses it gives the name. */
export function Face({ kind, chosen = false }: FaceProps): ReactNode {
  const { silhouette, mouth, eyes } = ARTWORK[kind];
  const glazeId = useId();
  return (
    <span className="face" data-kind={kind} aria-hidden="true">
      <span className="face-shade" />
      <span className="face-body">
        <svg className="face-layer" viewBox="0 0 240 240">
          <linearGradient id={glazeId} x1="0.3" y1="0" x2="0.6" y2="1">
            <stop className="face-light" offset="0" />
            <stop className="face-tone" offset="0.75" />
          </linearGradient>
          <path className="face-edge" d={silhouette} transform="translate(0 13)" />
          <path className="face-skin" d={silhouette} fill={`url(#${glazeId})`} />
          {mouth}
        </svg>
        <svg className="face-layer face-eyes" viewBox="0 0 240 240">
          {kind === 'positive' && chosen ? LAUGHING_EYES : eyes}
        </svg>
      </span>
    </span>
  );
}

import { memo, type ReactNode } from 'react';
import { Figure, type Tone } from './figure.tsx';
import { BLOOM, LEVEL, MELTING, RADIANT, ROUND, SAGGING } from './silhouettes.ts';

type Artwork = {
  readonly silhouette: string;
  /** Below the eyes, drawn with the body. */
  readonly mouth: ReactNode;
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

const ARTWORK: Readonly<Record<Tone, Artwork>> = {
  'very-positive': {
    silhouette: RADIANT,
    mouth: (
      <>
        <ellipse className="face-cheek" cx="54" cy="124" rx="14" ry="10" />
        <ellipse className="face-cheek" cx="186" cy="124" rx="14" ry="10" />
        <path
          className="face-ink"
          d="M76 116C92 120 148 120 164 116C171 114 176 119 175 126C171 162 149 184 120 184S69 162 65 126C64 119 69 114 76 116Z"
        />
        <path
          className="face-teeth"
          d="M80 126C96 129 144 129 160 126C163 126 164 129 163 132C161 136 157 138 152 138H88C83 138 79 136 77 132C76 129 77 126 80 126Z"
        />
        <path
          className="face-tongue"
          d="M91 169C97 157 108 153 120 153S143 157 149 169C141 179 131 184 120 184S99 179 91 169Z"
        />
      </>
    ),
    eyes: (
      <>
        {line('M65 94C70 78 77 72 84 72S98 78 103 94')}
        {line('M137 94C142 78 149 72 156 72S170 78 175 94')}
      </>
    ),
  },
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
  'very-negative': {
    silhouette: MELTING,
    mouth: (
      <>
        <path
          className="face-ink"
          d="M120 140C146 140 162 156 163 174C163 181 157 184 151 181C142 177 131 175 120 175S98 177 89 181C83 184 77 181 77 174C78 156 94 140 120 140Z"
        />
        <path
          className="face-tear"
          d="M171 118C179 131 183 138 183 145A12 12 0 0 1 159 145C159 138 163 131 171 118Z"
        />
      </>
    ),
    eyes: (
      <>
        {line('M72 102C79 112 86 115 92 115S104 112 109 104')}
        {line('M168 102C161 112 154 115 148 115S136 112 131 104')}
        {line('M66 86C78 84 92 77 102 64')}
        {line('M174 86C162 84 148 77 138 64')}
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
  readonly kind: Tone;
  /** The positive face laughs once it has been chosen. */
  readonly chosen?: boolean;
};

/** A face alone, see `Figure`: told by its silhouette and its mouth as much as by its colour. */
export const Face = memo(function Face({ kind, chosen = false }: FaceProps): ReactNode {
  const { silhouette, mouth, eyes } = ARTWORK[kind];
  return (
    <Figure
      tone={kind}
      silhouette={silhouette}
      eyes={kind === 'positive' && chosen ? LAUGHING_EYES : eyes}
    >
      {mouth}
    </Figure>
  );
});

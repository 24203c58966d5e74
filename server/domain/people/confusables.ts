/**
 * Letters, digits and signs that look like Latin letters or digits. Derived from confusables.txt of Unicode's Security
 * Mechanisms (UTS #39), Copyright Unicode, Inc., under the Unicode License V3 (https://www.unicode.org/license.txt):
 * those with an ASCII target, without those that NFKC changes anyway and those that look like punctuation.
 *
 * A row is what they look like, in lower case, and their code points, rising, each as the step from the one before in base 36.
 */
const rows = `
2 br g1 3br sqt 4r 2z
3 c7 2t e3 5l 7vw o7y 1t mcf h2p jij
4 3wu 1fj5
5 cc 1j3z
6 tt 33x 4x0 1amb
7 1fiq 3xw 10lo
8 f6 1 1jb 3k 49 1d07 19dd
9 1yl 3e 75 ed 671 o84 mda w a
a gh 8w w 2n w 322 ez 2ph pkk iia lgg
aa x0y 1
ae 5i w ry 1
ao x10 1
ar 2rd3
au x12 1
av x14 1 1 1
ay x18 1
b as em 3k q 337 11 cb 20 s7t kk hxq v 2o
bl tn
c td w 332 1t1 334 1 nqt 1cl h6b 2o 7n 14 67 3wt 9 17x6
d zl 2vz 1z 3s a7 c s88 1
dz ir
e ph 3k w 3s 2y7 2o2 cx 20q nnb 18i h90 4dc 8
f rg bs 374 1rd qio jf 1 po h8y u hs 3ul w 10lt
g b1 5w iz 39 2tb 1f 1w0 qqb
h pj 3q 4e 51 2tn 7 ca 4k2 nrt ijs
i 8h 8o 1 9b 4d 3d 2xi 34e puc 10u lla
j ov 38 l 28 30z 6a si4 k9
k pm 3k 34c kv 4an nr7 j0h
l ba 16 d5 31 56 74 l a 20 1m 40 61 2dw 5o ev 28y d6 1p1 1q 3j nma h ihk 3j n 6z 7f 3ul f h2c i \
jk2 4gt
ll ch tr 55y en
lo tq
ls iy
lt 6gm
lz iz
m po 2m y 32z ft 6e 4aq nrb ij5 2p
mb 2rfv
n pp d7 4 7q6 nra j03
o pr w 4 2j w 7r 1c 2k 2u u 2h 3 k w 5n bq 3k 3k 3k 1m 1y 3k s 2s s 2s s u 1y s 5q 3k 99 z 5b cx \
20v 2 32l 1 51 j7 n3g 18q h91 p 9l 14 46 14 18 33u rp j f 9
oe 9e 1
oo 6qm q62 1 51 1
p pt w 2n w 336 3v 2yv 1ta 1 nqm iis
q 10b 20 3 7vz
qe 2rcw
r bq i5 31q 1d c5 1i7 31b nry 19g 1 1l hmb l1d jj5
rn 1j40 df
s cd g8 28 6y 2va 5 snc gf vt h64 ay 14 41l h2x
sss 2rfg
t pw 3i 328 2yq 111 y5 nqm iir q 2s 49z h1q qxq
t3 x0o
tf x2v
ts iu
u i3 8q aw 1c 2gz gc 1qo zy 49 ppt iz q7 4 hoc 14 3wi w h2i
ue 5t7
uo xur
v ql 53 1 9v 3z 40 2jm 2e 1rl zs 49 22f nn2 e1 y2 ho4 3jd be w h1k jk5
vb 2rfw
w hb du 57 1 1w 2tu x 1u5 qtl 1ax l8n 4 1 d3 9
x 5z k0 3i w 3cs 1o 6o 1 21 2ws qg 1 77 hp 4x nm6 js hy5 10 2r b ed 3wl
y gz 18 7q e 34 w 2z 1 2ew jm k 1xr ab 2p5 nr8 19q h94 4c2 1k h2f
z pi 371 1un qt6 1br h9e 4ac r x
`;

export const lookalikes: ReadonlyMap<string, string> = new Map(
  rows
    .trim()
    .split("\n")
    .flatMap((row) => {
      const [looksLike = "", ...steps] = row.split(" ");
      let code = 0;
      return steps.map((step): [string, string] => {
        code += Number.parseInt(step, 36);
        return [String.fromCodePoint(code), looksLike];
      });
    }),
);

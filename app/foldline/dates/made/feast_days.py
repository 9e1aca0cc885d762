"""The days of feasts that go by the moon, from `holidays`.

Made by `python -m tests.dates.make_tables`: don't edit it.
"""

DAYS = (
    "c-rk-U2>Z+5Ps(rIfC#?7(e7Jj9N%wY#;?=PkQ<SjuW9uu#zB|w0d9wi~W)I+ucvtZg|O4UOn!~E)I7Oz@R^9e=zAx"
    "g?lF5gYY>ZWTJ&}YH-g4oiH=b3~cITbo0l^Gvqv6$8CL8T`%dx*tCfUc8;jE39=$h_$hfR&dmsON{~yTnucj=$SI*Z"
    "gC(RsGnC8`S}stwNlQ~$VRbSKsN2{xUb{QYd7AS9<_B`HSXzpJ5?!d~OI?CGR7qF(xWL@D+PQ|>CVke1<yQU}twF%s"
    "ylX~uvlxV)FH1)=+Q6bGGGta@3x!EBUuqzxt8Lo|Y!UETd}mEGZp~Y?azW9acv<{Rs_dG)W_%<pY)?JbJ=Xs@te5<H"
    "D$)Vr5uMW*E$jsE<M2rck2EN?iG&MszI{JOY$d)mwGUqFGC3A6FI`{9!?53aK0qvN3S&Vc7T&wWZyI6&Ws~c>ykK=A"
    "uX@(e*7z*d$b;~#$`{F&=(|c@^!G1cX8cv@7kyC8MYlGtwnX1uZJ}cRu0Lq%Hc#@NEAxuyBk;n52c8Gs=D>U5ZChWm"
    "q1cglXp<gu9&;OGt}k-k@p!9qApwQ2vi`e|^y56amd928$<MA}>wVrTc|hQoDQsxuCzzxP%+eWMGi#%oi*9XPZHaPD"
    "wlFcD#5w5sTv3iiZs&`fFLK)#xwbEH^?9Un03LB3aoZy<=a+7T961nQ<UHiIhuo>Fc=Pe%J33Gj5{;CuZ>xH^j!($k"
    "LDVJNlKF<tmV##}xt?r`>HVIdO2->@wlIFnx&UWuG6yV|V@UpG6Gv*uxi#}v+Qr0i!Ecl<z{T-)9hAd2{@uANtK=zb"
    "&&7qGhP2rMS#SfSBIV@90-TUj)>3dAIAFJMvMz9g6DrjJSI(4cYYEL+U8<NfT&fvi0_Njj6i3^%zWp97ZTNFtB|mC@"
    "p5#pkp<~Qd_?pY7En*IuZMj44I>mgg++C^zDk8ad?poBfO>@_<o?FN9_HEX$qIxd-qt6wH4t<Y_`mrc_J2T|Hjm+Bj"
    "|BFrU!`J!1g0#5uQ}MV55);^<!dkJTAg^yevDp{V7S&kG>K3bUkalgG<-;%gfb5ms%yz@$R1t$q*7D;>4aUDlIM60*"
    "Dh)Gl+1C!5>CVidg)UM!K+^WLY1LP5i8f36t!Y(I)z_x`J-)LU{$1gliub|$pnB#Hsl9Dr"
)

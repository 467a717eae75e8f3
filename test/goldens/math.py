import mpmath as mp, random, json, struct
mp.mp.prec=200
random.seed(7)
def rd(x): return float(x)
out={}
def pts(gen,f,n=1500):
    r=[]
    for _ in range(n):
        x=gen(); r.append([x, rd(f(mp.mpf(x)))])
    return r
out['sin']=pts(lambda: random.choice([random.uniform(-4,4),random.uniform(-1e5,1e5),random.uniform(-1,1)*2**-random.randint(0,60)]), mp.sin)
out['cos']=pts(lambda: random.choice([random.uniform(-4,4),random.uniform(-1e5,1e5),random.uniform(-1,1)*2**-random.randint(0,60)]), mp.cos)
out['exp']=pts(lambda: random.choice([random.uniform(-700,700),random.uniform(-1,1),random.uniform(-745,-708)]), mp.exp)
out['exp2']=pts(lambda: random.choice([random.uniform(-1000,1000),random.uniform(-1,1)]), lambda x: mp.mpf(2)**x)
out['exp10']=pts(lambda: random.choice([random.uniform(-300,300),random.uniform(-1,1)]), lambda x: mp.mpf(10)**x)
g=lambda: random.choice([random.uniform(0.5,2),random.uniform(0,1e4),2.0**random.uniform(-1070,1020), 1+random.uniform(-1,1)*2**-random.randint(1,50)])
out['log']=pts(g, mp.log)
out['log2']=pts(g, lambda x: mp.log(x)/mp.log(2))
out['log10']=pts(g, lambda x: mp.log(x)/mp.log(10))
out['sinTurns']=pts(lambda: random.choice([random.uniform(-1,1),random.uniform(-1000,1000)]), lambda x: mp.sinpi(2*x))
out['cosTurns']=pts(lambda: random.choice([random.uniform(-1,1),random.uniform(-1000,1000)]), lambda x: mp.cospi(2*x))
def ratio(f):
    r=[]
    for _ in range(1500):
        n=random.choice([random.randint(1,5000),random.randint(1,10**6)]); k=random.randint(-2*n,2*n)
        r.append([[k,n], rd(f(mp.mpf(2*k)/n))])
    return r
out['sinRatio']=ratio(mp.sinpi); out['cosRatio']=ratio(mp.cospi)
json.dump(out,open(__file__.replace('.py', '.json'),'w'))

#!/usr/bin/python3
"""Makes case.json."""
import numpy as np, json, scipy
from scipy.interpolate import CubicSpline
rng=np.random.default_rng(7)
cases=[]
def case(name,x,y,at):
    cases.append(dict(name=name,x=list(map(float,x)),y=list(map(float,y)),at=list(map(float,at)),expected=list(map(float,CubicSpline(x,y)(at)))))
case('two nodes',[1.,3.],[2.,5.],[0.,1.,2.,3.,4.5])
case('three nodes',[1.,2.,4.],[2.,-1.,3.],[0.,1.,1.5,2.,3.9,4.,6.])
case('four nodes',[0.,1.,1.5,4.],[1.,0.,2.,-1.],[-1.,0.,.3,1.2,3.,4.,5.])
x=np.cumsum(rng.uniform(.01,1.,60)); y=np.sin(x)+rng.normal(size=60)*.1
case('random steps',x,y,rng.uniform(x[0]-1,x[-1]+1,80))
e=np.concatenate([np.arange(0,30,.5),30+np.arange(0,40)**2*.4])+7112; k=np.sqrt(.2624684236075176*(e-7112))
case('edge to k grid',k,5+np.exp(-e/9000)+.1*np.sin(4*k),np.arange(0,int(k[-1]/.05))*.05)
print(json.dumps(dict(provenance='scipy.interpolate.CubicSpline (bc_type not-a-knot), scipy %s, synthetic data, numpy seed 7'%scipy.__version__,tolerance_relative_to_max=1e-12,cases=cases)))
